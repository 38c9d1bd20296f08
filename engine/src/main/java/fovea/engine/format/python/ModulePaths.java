package fovea.engine.format.python;

import java.util.List;
import java.util.Set;

/**
 * Where a layer lives among PyTorch's modules: {@code layer1.0.conv1} as {@code
 * self.layer1["0"]["conv1"]}, so that state_dict calls its parameters as we do. An id may be anything,
 * a name of nn.Module's or of a layer's parameter: such a one goes past the attributes, into {@code
 * _modules}, where nothing is in its way.
 */
final class ModulePaths {

  /** The one name that nn.Module writes to while it runs: with a layer of it, train() has to know. */
  static final String TRAINING = "training";

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
      "to_empty", "train", TRAINING, "type", "update", "values", "xpu", "zero_grad");

  private final Set<String> layers;

  /** {@code layers}: the ids of all that are modules; other names on the way are groups. */
  ModulePaths(Set<String> layers) {
    this.layers = layers;
  }

  /** The expression for a layer or a group; ids begin with no dot. */
  String of(String id) {
    int dot = id.lastIndexOf('.');
    String name = id.substring(dot + 1);
    boolean isFree = !name.isEmpty() && !name.startsWith("_") && !RESERVED.contains(name);
    if (dot < 0) {
      return isFree && Python.isName(name) ? "self." + name : past("self", name);
    }
    String group = id.substring(0, dot);
    return isFree && !layers.contains(group)
        ? of(group) + "[\"" + name + "\"]"
        : past(of(group), name);
  }

  private static String past(String module, String name) {
    return module + "._modules[\"" + name + "\"]";
  }

  /** Whether a layer or group is called as the flag of nn.Module. */
  boolean hasTraining() {
    return layers.stream().anyMatch(id -> List.of(id.split("\\.", -1)).contains(TRAINING));
  }
}
