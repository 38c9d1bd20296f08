package fovea.engine.repair;

import fovea.engine.network.Layer.*;
import fovea.engine.network.Shape.Maps;
import java.util.Map;

/** Ways out where channels cannot be dealt out to groups. */
final class ChannelRepairs {

  private final Proposals on;

  ChannelRepairs(Proposals on) {
    this.on = on;
  }

  void regroup() {
    int in = ((Maps) on.reading.shapeOf(on.inputs().getFirst())).channels();
    int groups = on.integer("groups");
    int out = on.integer("out_channels");
    int common = largestDivisor(gcd(in, out), groups);
    on.set(Way.SET_TO.with("groups", common), Map.of("groups", common));
    if (in % groups == 0) {
      int multiple = Math.max(1, Math.round((float) out / groups)) * groups;
      on.set(Way.SET_TO.with("out_channels", multiple), Map.of("out_channels", multiple));
    }
    on.set(Way.SET_TO.with("groups", 1), Map.of("groups", 1));
    on.set(Way.DEPTHWISE.with(), Map.of("groups", in, "out_channels", in));
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static int largestDivisor(int number, int most) {
    int divisor = Math.min(number, Math.max(most, 1));
    while (number % divisor != 0) {
      divisor--;
    }
    return divisor;
  }
}
