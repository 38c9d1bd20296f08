package fovea.web.workbench;

/**
 * What stands above the workbench.
 *
 * @param name of the network
 * @param picture the chosen picture and how it is fitted
 * @param link an address that holds the whole network
 */
public record HeaderView(String name, String picture, String link) {}
