package fovea.web.principles;

import fovea.engine.network.Network;
import fovea.web.Words;
import fovea.web.principles.PrinciplesView.Principle;

/** Frames what one principle shows as a page. */
public final class PrinciplesPresenter {

  private final Words words;

  public PrinciplesPresenter(Words words) {
    this.words = words;
  }

  /** The page of a principle for the network at that address. */
  public PrinciplesView page(Network network, String address, Principle shown) {
    return new PrinciplesView(words.say("principles.title", network.name()), network.name(),
        address, PrinciplesView.word(shown), shown);
  }
}
