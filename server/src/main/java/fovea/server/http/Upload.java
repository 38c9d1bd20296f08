package fovea.server.http;

/**
 * One part of a multipart request: its bytes and nothing else. The file's name is thrown away, what
 * its type claims to be is not believed. The bytes are the caller's to read, not to change.
 */
public final class Upload {

  private final byte[] bytes;

  Upload(byte[] bytes) {
    this.bytes = bytes;
  }

  public byte[] bytes() {
    return bytes;
  }
}
