package fovea.server.picture;

import java.util.Arrays;

/**
 * A canonical prefix code: the lengths of its words say everything. Short words are looked up at once,
 * longer ones bit by bit.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-3.7.2">RFC 9649, 3.7.2</a>
 */
final class PrefixCode {

  private static final int MAX_LENGTH = 15;
  private static final int LOOKED_UP = 8;
  /** The order in which the lengths of the code for the lengths stand. */
  private static final int[] LENGTH_ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

  /** How many words there are of each length, and what they mean, the shortest first. */
  private final int[] counts = new int[MAX_LENGTH + 1];
  private final short[] symbols;
  /** Symbol and length, {@code symbol << 4 | length}, by the next bits; 0 for longer words. */
  private final int[] table;
  private final int tableBits;

  private PrefixCode(int[] lengths) {
    int longest = 0;
    for (int length : lengths) {
      counts[length]++;
      longest = Math.max(longest, length);
    }
    counts[0] = 0;
    int[] next = new int[MAX_LENGTH + 2];
    int free = 1;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      next[length + 1] = next[length] + counts[length];
      free = 2 * free - counts[length];
      if (free < 0) {
        throw Unreadable.damaged();
      }
    }
    this.symbols = new short[next[MAX_LENGTH + 1]];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[next[lengths[symbol]]++] = (short) symbol;
      }
    }
    // A single symbol needs no bit; any other code must use all of its words.
    if (symbols.length == 0 || (symbols.length > 1 && free != 0)) {
      throw Unreadable.damaged();
    }
    this.tableBits = Math.min(longest, LOOKED_UP);
    this.table = new int[1 << tableBits];
    fillTable();
  }

  private void fillTable() {
    int word = 0;
    int index = 0;
    for (int length = 1; length <= tableBits; length++) {
      word <<= 1;
      for (int i = 0; i < counts[length]; i++) {
        int reversed = Integer.reverse(word++) >>> (32 - length);
        for (int at = reversed; at < table.length; at += 1 << length) {
          table[at] = (symbols[index] << 4) | length;
        }
        index++;
      }
    }
  }

  /** Reads a code of so many symbols. */
  static PrefixCode read(LittleBits bits, int symbols) {
    int[] lengths = new int[symbols];
    if (bits.takeFlag()) {
      int further = bits.take(1);
      set(lengths, bits.take(bits.takeFlag() ? 8 : 1));
      if (further == 1) {
        set(lengths, bits.take(8));
      }
    } else {
      readLengths(bits, lengths);
    }
    return new PrefixCode(lengths);
  }

  private static void set(int[] lengths, int symbol) {
    if (symbol >= lengths.length) {
      throw Unreadable.damaged();
    }
    lengths[symbol] = 1;
  }

  private static void readLengths(LittleBits bits, int[] lengths) {
    int[] ofLengths = new int[LENGTH_ORDER.length];
    int stated = 4 + bits.take(4);
    for (int i = 0; i < stated; i++) {
      ofLengths[LENGTH_ORDER[i]] = bits.take(3);
    }
    PrefixCode code = new PrefixCode(ofLengths);
    int left = bits.takeFlag() ? 2 + bits.take(2 + 2 * bits.take(3)) : lengths.length;
    if (left > lengths.length) {
      throw Unreadable.damaged();
    }
    int previous = 8;
    int symbol = 0;
    for (; symbol < lengths.length && left > 0; left--) {
      int length = code.next(bits);
      if (length < 16) {
        lengths[symbol++] = length;
        previous = length == 0 ? previous : length;
        continue;
      }
      int repeats = switch (length) {
        case 16 -> 3 + bits.take(2);
        case 17 -> 3 + bits.take(3);
        default -> 11 + bits.take(7);
      };
      if (symbol + repeats > lengths.length) {
        throw Unreadable.damaged();
      }
      Arrays.fill(lengths, symbol, symbol + repeats, length == 16 ? previous : 0);
      symbol += repeats;
    }
  }

  /** Whether there is one symbol only, which takes no bits. */
  boolean isSingle() {
    return symbols.length == 1;
  }

  /** That symbol. */
  int single() {
    return symbols[0];
  }

  /** The next symbol. */
  int next(LittleBits bits) {
    if (symbols.length == 1) {
      return symbols[0];
    }
    int entry = table[bits.peek(tableBits)];
    if (entry != 0) {
      bits.skip(entry & 15);
      return entry >> 4;
    }
    int seen = bits.peek(MAX_LENGTH);
    int word = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      word |= (seen >> (length - 1)) & 1;
      if (word - first < counts[length]) {
        bits.skip(length);
        return symbols[index + word - first];
      }
      index += counts[length];
      first = (first + counts[length]) << 1;
      word <<= 1;
    }
    throw Unreadable.damaged();
  }
}
