package fovea.engine.repair;

import fovea.engine.network.Edit;
import fovea.engine.network.Layer.*;
import fovea.engine.network.LayerArgument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Node;
import fovea.engine.network.OutputSize;
import fovea.engine.network.Padding;
import fovea.engine.network.Pair;
import fovea.engine.network.Shape.Maps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ways out where an argument is illegal by itself, or a count too large. */
final class ArgumentRepairs {

  private final Proposals on;

  ArgumentRepairs(Proposals on) {
    this.on = on;
  }

  void illegalArgument(String name) {
    LayerType type = LayerType.of(on.node.layer());
    for (LayerArgument argument : type.arguments()) {
      if (argument.name().equals(name)) {
        on.set(Way.SET_TO.with(name, Proposals.shown(legal(argument))),
            Map.of(name, legal(argument)));
      }
    }
    switch (on.node.layer()) {
      case Conv2d conv when conv.padding() instanceof Padding.Same ->
        on.set(Way.PAD_BY_HALF_OF_THE_KERNEL.with(),
            Map.of("padding", halfOf(conv.kernelSize())));
      case LocallyConnected2d local when local.padding() instanceof Padding.Same ->
        on.set(Way.PAD_BY_HALF_OF_THE_KERNEL.with(),
            Map.of("padding", halfOf(local.kernelSize())));
      case ConvTranspose2d conv -> {
        int most = Math.max(conv.stride().height(), conv.stride().width());
        on.set(Way.SET_TO.with("stride", most + 1), Map.of("stride", Pair.of(most + 1)));
      }
      default -> {}
    }
    // Several arguments may be wrong at once: mend them all, keep the others.
    Map<String, Object> mended = new LinkedHashMap<>();
    LayerType.brokenArguments(on.node.layer())
        .forEach(argument -> mended.put(argument.name(), legal(argument)));
    on.set(Way.SET_LEGAL.with(String.join(", ", mended.keySet())), mended);
  }

  /** The legal value that is nearest to nothing: the default, or the smallest. */
  private Object legal(LayerArgument argument) {
    int least = (int) Math.max(argument.min(), -1);
    return switch (argument.kind()) {
      case INTEGER -> least;
      case PAIR -> {
        boolean oneEach = argument.of(on.node.layer()) instanceof Pair pair
            && (pair.height() >= least) != (pair.width() >= least);
        yield oneEach && argument.of(on.node.layer()) instanceof Pair(int height, int width)
            ? new Pair(Math.max(height, least), Math.max(width, least))
            : Pair.of(least);
      }
      case SIDES -> {
        OutputSize size = (OutputSize) argument.of(on.node.layer());
        yield new OutputSize(atLeastOne(size.height()), atLeastOne(size.width()));
      }
      case PADDING -> Padding.of(0);
      case NUMBER, BOOLEAN, CHOICE -> argument.defaultIn(on.node.layer()).orElseThrow();
    };
  }

  private static @Nullable Integer atLeastOne(@Nullable Integer cells) {
    return cells == null ? null : Integer.valueOf(Math.max(1, cells));
  }

  void shrink() {
    if (on.reading.shapeOf(on.inputs().getFirst()) instanceof Maps maps && maps.height() > 7) {
      on.insertBefore(Way.AVERAGE_DOWN.with("7 × 7"),
          new Node(on.network.freeId("pool"), new AdaptiveAvgPool2d(OutputSize.of(7))));
    }
    Map<String, Object> small = new LinkedHashMap<>();
    for (LayerArgument argument : LayerType.of(on.node.layer()).arguments()) {
      if (List.of("out_channels", "out_features").contains(argument.name())) {
        small.put(argument.name(), Math.min(1000, on.integer(argument.name())));
      }
    }
    on.set(Way.FEWER_OUTPUTS.with(), small);
    Maps input = on.network.input();
    Maps smaller = new Maps(Math.min(input.channels(), 3), Math.min(input.height(), 224),
        Math.min(input.width(), 224));
    on.propose(Way.SMALLER_PICTURE.with(smaller), new Edit.Resize(smaller));
  }

  private static Pair halfOf(Pair kernel) {
    return new Pair(kernel.height() / 2, kernel.width() / 2);
  }
}
