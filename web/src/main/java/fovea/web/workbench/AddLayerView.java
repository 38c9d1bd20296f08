package fovea.web.workbench;

import java.util.List;

/** All types of layer that can be added, by family. */
public record AddLayerView(List<Group> groups, List<Type> blocks) {

  /** A family. */
  public record Group(String name, List<Type> types) {}

  /** A type: PyTorch's name, its family's word, and what it does. */
  public record Type(String name, String kind, String note) {}
}
