package fovea.web.workbench;

/**
 * What stands above the workbench.
 *
 * @param name of the network
 * @param picture the chosen picture and how it is fitted
 */
public record HeaderView(String name, String picture) {}
