package fovea.engine.format.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a layer lives among PyTorch's modules: {@code layer1.0.conv1} as {@code
 * self.layer1["0"]["conv1"]}, so that state_dict calls its parameters as we do. An id that cannot be
 * such a path (a part of it is empty or a name of nn.Module's, or it goes through another layer) lives
 * under another name, and state_dict is told.
 */
final class ModulePaths {

  /** What nn.Module and nn.ModuleDict have already, in PyTorch 1.13 to 2.9. */
  private static final Set<String> RESERVED = Set.of(
      "T_destination", "add_module", "apply", "bfloat16", "buffers", "call_super_init", "children",
      "clear", "compile", "cpu", "cuda", "double", "dump_patches", "eval", "extra_repr", "float",
      "forward", "get_buffer", "get_extra_state", "get_parameter", "get_submodule", "half", "ipu",
      "items", "keys", "load_state_dict", "modules", "mtia", "named_buffers", "named_children",
      "named_modules", "named_parameters", "parameters", "pop", "register_backward_hook",
      "register_buffer", "register_forward_hook", "register_forward_pre_hook",
      "register_full_backward_hook", "register_full_backward_pre_hook",
      "register_load_state_dict_post_hook", "register_load_state_dict_pre_hook", "register_module",
      "register_parameter", "register_state_dict_post_hook", "register_state_dict_pre_hook",
      "requires_grad_", "set_extra_state", "set_submodule", "share_memory", "state_dict", "to",
      "to_empty", "train", "training", "type", "update", "values", "xpu", "zero_grad");

  private final Set<String> layers;
  private final Map<String, String> renamed = new LinkedHashMap<>();

  /** {@code layers}: the ids of all that are modules; other names on the way are groups. */
  ModulePaths(List<String> layers) {
    this.layers = new HashSet<>(layers);
    Set<String> taken = new HashSet<>();
    layers.forEach(id -> taken.add(id.split("\\.", -1)[0]));
    for (String id : layers) {
      if (!isPath(id)) {
        String name = "layer_" + id.replaceAll("[^A-Za-z0-9]+", "_");
        while (!taken.add(name)) {
          name += "_";
        }
        renamed.put(id, name);
      }
    }
  }

  private boolean isPath(String id) {
    String[] parts = id.split("\\.", -1);
    for (String part : parts) {
      if (part.isEmpty() || part.startsWith("_") || RESERVED.contains(part)) {
        return false;
      }
    }
    return Python.isName(parts[0]) && groups(id).stream().noneMatch(layers::contains);
  }

  /** The groups around a layer, the outermost first. */
  List<String> groups(String id) {
    List<String> groups = new ArrayList<>();
    for (int dot = id.indexOf('.'); dot >= 0
        && !renamed.containsKey(id); dot = id.indexOf('.', dot + 1)) {
      groups.add(id.substring(0, dot));
    }
    return groups;
  }

  /** The expression for a layer or a group. */
  String of(String id) {
    String name = renamed.getOrDefault(id, id);
    int dot = name.lastIndexOf('.');
    return dot < 0
        ? "self." + name
        : of(name.substring(0, dot)) + "[\"" + name.substring(dot + 1) + "\"]";
  }

  /** The layers that live under another name, by id. */
  Map<String, String> renamed() {
    return Collections.unmodifiableMap(renamed);
  }
}
