package fovea.web.about;

/**
 * What this server computes with, and its limits, ready to print.
 *
 * @param kernels which were chosen and why
 * @param threads how many compute
 * @param memory what remembered values take now
 * @param layers most in a network
 * @param upload most bytes of one
 */
public record AboutView(
    String kernels, String threads, String memory, String layers, String upload) {}
