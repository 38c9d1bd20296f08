package fovea.engine.exercise;

import java.math.BigDecimal;
import java.util.List;

/** The smallest piece of written arithmetic that means something. */
sealed interface Token {

  /** Where it begins, in letters from 0. */
  int at();

  /** A number, as it is written. */
  record Figure(int at, BigDecimal value) implements Token {}

  /** An operator or a bracket: {@code + - * / ^ ( ) ⌊ ⌋ ⌈ ⌉}, and {@code ÷} for a floored division. */
  record Sign(int at, char sign) implements Token {}

  /** A named number, such as {@code kernel(conv1)}. */
  record Call(int at, String function, List<String> arguments) implements Token {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
