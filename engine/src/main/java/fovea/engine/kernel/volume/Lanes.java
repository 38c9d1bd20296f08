package fovea.engine.kernel.volume;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * How wide vectors are in this process: as wide as the hardware prefers, or as the system property
 * {@code fovea.vector.bits} says (512, 256 or 128). One width for the whole process, because the
 * compiler turns vector code into vector instructions only where the width is a constant.
 */
public final class Lanes {

  /** The system property that chooses a width. */
  public static final String BITS_PROPERTY = "fovea.vector.bits";

  /** The width itself. */
  public static final VectorSpecies<Float> SPECIES = species(Integer.getInteger(BITS_PROPERTY, 0));

  /** Floats in a vector. */
  public static final int LENGTH = SPECIES.length();

  /** Bits in a vector. */
  public static final int BITS = SPECIES.vectorBitSize();

  private Lanes() {}

  private static VectorSpecies<Float> species(int bits) {
    return bits == 0
        ? FloatVector.SPECIES_PREFERRED
        : VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }
}
