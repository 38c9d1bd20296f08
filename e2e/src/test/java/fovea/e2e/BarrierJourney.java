package fovea.e2e;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is kept out: axe finds nothing on any page, light or dark, wide or narrow. */
@ExtendWith(Stage.class)
class BarrierJourney {

  @ParameterizedTest
  @ValueSource(strings = {"/", "/networks", "/about", "/differences", "/api", "/nowhere"})
  void axeFindsNothingOn(String address, Visitor visitor) {
    visitor.expectsRefusals();
    visitor.opens(address);
    visitor.findsNoBarriers();
    visitor.neverScrollsSideways();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/networks", "/about", "/differences", "/api"})
  void norOnAPhoneOn(String address, @At(Device.PHONE) Visitor visitor) {
    visitor.opens(address);
    visitor.findsNoBarriers();
    visitor.neverScrollsSideways();
  }
}
