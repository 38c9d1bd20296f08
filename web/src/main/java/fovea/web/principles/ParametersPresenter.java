package fovea.web.principles;

import fovea.engine.explain.Connectivity;
import fovea.engine.explain.Connectivity.Wiring;
import fovea.engine.reading.NetworkReading;
import fovea.web.Numbers;
import fovea.web.Words;
import fovea.web.principles.ParametersView.Count;
import fovea.web.principles.ParametersView.TotalRow;
import fovea.web.principles.ParametersView.WiringRow;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the view of what sharing and looking through a window save. */
public final class ParametersPresenter {

  private final Words words;
  private final Numbers numbers;

  public ParametersPresenter(Words words) {
    this.words = words;
    this.numbers = words.numbers();
  }

  /** Every convolution of the network. */
  public ParametersView of(NetworkReading network) {
    List<Connectivity> all = network.layers().stream()
        .map(Connectivity::of).flatMap(Optional::stream).toList();
    return new ParametersView(all.stream().map(this::row).toList(),
        List.of(total("weights", all, Wiring::weights, numbers::whole),
            total("connections", all, Wiring::connections, numbers::whole),
            total("memory", all, Wiring::bytes, numbers::bytes),
            total("training", all, Wiring::trainingBytes, numbers::bytes)));
  }

  private TotalRow total(
      String what, List<Connectivity> all, Function<Wiring, BigInteger> number,
      Function<BigInteger, String> print) {
    Function<Function<Connectivity, Wiring>, String> sum = wiring -> print.apply(all.stream()
        .map(wiring).map(number).reduce(BigInteger.ZERO, BigInteger::add));
    return new TotalRow(words.say("principles.total." + what), sum.apply(Connectivity::shared),
        sum.apply(Connectivity::local), sum.apply(Connectivity::full));
  }

  private WiringRow row(Connectivity it) {
    return new WiringRow(it.layer(), count(it.shared()), count(it.local()), count(it.full()),
        times(it.sharing()), times(it.locality()));
  }

  private Count count(Wiring wiring) {
    return new Count(numbers.whole(wiring.weights()), wiring.factors().stream()
        .map(factor -> numbers.whole(factor.value())).collect(Collectors.joining(" × ")));
  }

  private String times(double factor) {
    return words.say("compare.factor",
        factor >= 100 ? numbers.whole(Math.round(factor)) : numbers.plain(factor));
  }
}
