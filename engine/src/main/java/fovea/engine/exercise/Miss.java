package fovea.engine.exercise;

import java.math.BigInteger;

/**
 * A wrong value and what leads to it.
 *
 * @param mistake what was done wrong
 * @param layer the id of the first layer at which that changes the number
 * @param value what comes out; never the answer
 */
public record Miss(Mistake mistake, String layer, BigInteger value) {}
