package fovea.engine.run;

/**
 * What a run would be if it began now.
 *
 * @param word two runs that begin together and have the same one are computed once
 * @param work what nobody remembers yet, in multiply-accumulates and steps that cost about as much
 */
public record Errand(String word, long work) {}
