package fovea.server.load;

/** Something that is done to a server, and what must hold meanwhile. */
interface Experiment {

  /** What the row is called. */
  String id();

  /** Does it; takes seconds or minutes. */
  Row run() throws Exception;
}
