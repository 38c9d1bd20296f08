package fovea.web.why;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What made a network say so, ready to print.
 *
 * @param title of the window
 * @param name of the network
 * @param network the address of its page
 * @param address of this page
 * @param picture the address of what it sees, {@code height} × {@code width} pixels
 * @param notes what is to be known first: weights of chance, classes that there are none of
 * @param train where it can be trained; empty if nothing of it waits for that
 * @param says null if it names no class
 * @param activation null as well, or where no layer has maps
 * @param covering null if it names no class
 * @param exciting null if no layer has maps
 */
public record WhyView(
    String title, String name, String network, String address, String picture, int height,
    int width, List<String> notes, String train, @Nullable Says says,
    @Nullable Activation activation, @Nullable Covering covering, @Nullable Exciting exciting) {

  /** One of the things to choose from. */
  public record Choice(String value, String text, boolean isChosen) {}

  /** A part of a picture, in pixels. */
  public record Box(int x, int y, int width, int height) {

    /** As a window of an SVG: {@code "3 4 10 10"}. */
    public String window() {
      return x + " " + y + " " + width + " " + height;
    }
  }

  /**
   * The classes and their shares.
   *
   * @param sentence what it says
   * @param shares the largest, and that of the chosen class
   * @param last the number of the last class if there are more than shown, else empty
   */
  public record Says(String sentence, List<Share> shares, String last) {}

  /** One class; the bar goes from 0 to 100. */
  public record Share(int number, String name, String share, float bar, boolean isChosen) {}

  /**
   * Where a layer saw what speaks for the chosen class.
   *
   * @param sheet the map, in base 64
   */
  public record Activation(String lead, List<Choice> layers, String sheet, String said) {}

  /**
   * What the network says with a part of the picture covered.
   *
   * @param said how the square goes over the picture, or why it does not
   * @param offer the words of the button that covers it, with the time that it takes; empty if nobody
   *     has to ask for it
   * @param covered null if it was not covered
   */
  public record Covering(
      String lead, List<Choice> sizes, String said, String offer, @Nullable Covered covered) {}

  /**
   * The picture, covered place by place.
   *
   * @param sheet where the share of the chosen class falls, in base 64
   * @param shares of the chosen class at each place, row by row, printed, with a bar between
   * @param template a sentence with {@code {top}}, {@code {bottom}}, {@code {left}}, {@code {right}} and
   *     {@code {share}}
   * @param row of the place where the share falls most
   * @param box the square there
   * @param said the sentence of that place
   */
  public record Covered(
      String sheet, int rows, int columns, int size, int stride, String shares, String template,
      int row, int column, Box box, String said) {}

  /**
   * The pictures of a set that excite a map most.
   *
   * @param channel the number of the map
   * @param last the number of the layer's last map
   * @param offer as of {@link Covering}
   */
  public record Exciting(
      List<Choice> sets, List<Choice> layers, int channel, int last, String said, String offer,
      List<Excited> pictures) {

    /** Copies the list. */
    public Exciting {
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * One of them.
   *
   * @param address of the picture
   * @param box what the most excited unit sees; null if it sees nothing
   * @param label all of it in words
   */
  public record Excited(
      String address, String name, String value, @Nullable Box box, String label) {}
}
