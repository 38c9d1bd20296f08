package fovea.server.storage;

/**
 * How much may be kept, as the operator has it.
 *
 * @param visitorBytes of one visitor: networks with their histories, weights, pictures, and what they
 *     share
 * @param folderBytes of everybody, as the data folder takes it on the disk
 */
public record Limits(long visitorBytes, long folderBytes) {

  /** Room for a class of 60 who all keep as much as they may. */
  public static final Limits DEFAULT = new Limits(300_000_000, 20_000_000_000L);

  public Limits {
    if (visitorBytes < 1_000_000 || folderBytes < visitorBytes) {
      throw new IllegalArgumentException("expected 1 MB or more for a visitor, and as much or more"
          + " for the folder, but found " + visitorBytes + " and " + folderBytes + " bytes");
    }
  }
}
