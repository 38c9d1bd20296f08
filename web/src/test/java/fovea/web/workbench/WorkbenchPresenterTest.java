package fovea.web.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.NetworkDocument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Shape;
import fovea.engine.picture.Folding;
import fovea.engine.picture.Layout;
import fovea.engine.zoo.Zoo;
import fovea.web.Words;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WorkbenchPresenterTest {

  private final WorkbenchPresenter presenter = new WorkbenchPresenter(
      Words.in(Locale.ENGLISH), Networks.CHOICES, Folding.UNTOUCHED);

  @Test
  void rowsSayWhatALayerDoesAndItsShape() {
    LayerRow conv1 = page(Networks.opened(Networks.BRANCHED), "conv1").rows().get(1);
    assertEquals("3×3, 10 filters", conv1.note());
    assertEquals("10×64×64", conv1.shape());
    assertEquals("conv", conv1.kind());
  }

  @Test
  void cardsReadWellAndAShortcutIsAnArc() {
    WorkbenchView page = page(Networks.opened(Networks.BRANCHED), "sum");
    OverviewColumn sum = page.columns().get(4);
    assertEquals(List.of("relu1"),
        page.overview().arcs().stream().map(Layout.Wire::from).toList());
    assertEquals("sum, Add, 10 feature maps of 64 by 64", sum.label());
  }

  @Test
  void everyNumberOpensAsItsFormula() {
    InspectorView conv1 = page(Networks.opened(Networks.BRANCHED), "conv1").inspector();
    QuantityView parameters = conv1.quantities().get(1);
    assertEquals("280", parameters.value());
    FormulaView formula = Objects.requireNonNull(parameters.formula());
    assertTrue(formula.spoken().contains("times"), formula.spoken());
    assertEquals(List.of("conv1.weight", "conv1.bias"),
        conv1.parameters().stream().map(TotalsView.Fact::name).toList());
  }

  @Test
  void aNumberThatIsJustItselfRepeatsNoFormula() {
    InspectorView relu = page(Networks.opened(Networks.BRANCHED), "relu1").inspector();
    assertNull(relu.quantities().get(1).formula());
  }

  @Test
  void noFormulaSaysOnlyThatANumberIsItself() {
    for (Zoo.Entry entry : Zoo.entries()) {
      OpenNetwork open = Networks.opened(Zoo.network(entry.name()));
      LayerQuantities quantities = new LayerQuantities(Words.in(Locale.ENGLISH));
      open.reading().layers().stream()
          .flatMap(layer -> quantities.of(layer).stream())
          .flatMap(quantity -> quantity.more().stream())
          .forEach(formula -> assertFalse(
              formula.text().matches("(\\S+)( = \\1)+") || formula.symbols().equals(formula.text()),
              formula.text()));
    }
  }

  @Test
  void aFormulaThatIsHeardHasNoTypesettingInIt() {
    InspectorView conv = page(Networks.opened(Networks.BRANCHED), "conv1").inspector();
    List<FormulaView> formulas = conv.quantities().stream()
        .flatMap(quantity -> quantity.more().stream()).toList();
    assertFalse(formulas.isEmpty());
    for (FormulaView formula : formulas) {
      assertFalse(formula.symbolsSpoken().matches(".*[{}\\\\].*"), formula.symbolsSpoken());
    }
  }

  @Test
  void onlyANetworkOfWhichSomethingWasRunSaysThatTheRestWasNot() {
    OpenNetwork whole = Networks.run(Networks.BRANCHED);
    assertEquals("", presenter.run(whole).note());
    assertEquals("", presenter.run(Networks.opened(Networks.BRANCHED)).note());
    Map<String, LayerRun> some = new HashMap<>(whole.runs());
    some.remove("fc");
    RunView partly = presenter.run(new OpenNetwork(whole.place(), whole.reading(), whole.weights(),
        whole.picture(), some, whole.run()));
    assertEquals("Some layers have not run yet.", partly.note());
  }

  @Test
  void aRunBringsStatisticsTimeAndKernel() {
    InspectorView conv1 = page(Networks.run(Networks.BRANCHED), "conv1").inspector();
    assertEquals("0.4123", conv1.statistics().getFirst().value());
    assertEquals(List.of("310 µs", "textbook"),
        conv1.run().stream().map(TotalsView.Fact::value).toList());
  }

  @Test
  void anEditBringsOnlyWhatLooksDifferent() {
    var edited = NetworkDocument.parse(NetworkDocument.write(Networks.BRANCHED)
        .replace("\"kernel_size\":3,\"padding\":\"same\"",
            "\"kernel_size\":5,\"padding\":\"same\""));
    WorkbenchView view = presenter.changed(Networks.opened(Networks.BRANCHED),
        Networks.opened(edited), Chosen.layer("conv2"));
    assertEquals(List.of("conv2"), view.rows().stream().map(LayerRow::id)
        .filter(id -> !id.equals("fc")).toList());
    assertEquals(List.of(), view.columns());
  }

  /** A card that the page does not have could not be put anywhere. */
  @Test
  void anotherNameBringsThePictureOfTheNetwork() {
    var renamed = NetworkDocument.parse(NetworkDocument.write(Networks.BRANCHED)
        .replace("\"fc\"", "\"head\""));
    WorkbenchView view = presenter.changed(Networks.opened(Networks.BRANCHED),
        Networks.opened(renamed), Chosen.layer("head"));
    assertTrue(view.brings().overview());
    assertEquals("head", view.columns().getLast().id());
  }

  @Test
  void aProblemStandsAtItsLayerAndHidesTheNumbersBehindIt() {
    WorkbenchView view = page(Networks.opened(Networks.BROKEN), "conv2");
    assertEquals("problem", view.rows().get(2).state());
    assertEquals("unknown", view.rows().get(3).state());
    assertNotNull(view.inspector().problem());
    assertTrue(view.problems().getFirst().repairs().size() > 0);
    assertEquals("unknown", view.stage().state());
  }

  @Test
  void theMiddleOfTheLiveliestMapIsChosenWhereTheAddressNamesNoUnit() {
    StageView stage = page(Networks.run(Networks.BRANCHED), "conv1").stage();
    assertEquals(new Chosen("conv1", 3, 32, 32), stage.chosen());
    assertEquals("maps", stage.state());
    assertEquals("vector", page(Networks.run(Networks.BRANCHED), "fc").stage().state());
    assertEquals("waiting", page(Networks.opened(Networks.BRANCHED), "fc").stage().state());
  }

  @Test
  void textThatMakesNoSenseStaysInItsField() {
    Typed typed = new Typed(Map.of("stride", "two"), Map.of("stride", "a number"));
    FieldView stride = presenter.page(
        Networks.opened(Networks.BRANCHED), Chosen.layer("conv1"), typed).inspector().fields()
        .stream().filter(field -> field.name().equals("stride")).findFirst().orElseThrow();
    assertEquals("two", stride.value());
    assertEquals("a number", stride.error());
  }

  @Test
  void everyTypeCanBeAddedAndStartsWithSensibleArguments() {
    Shape maps = new Shape.Maps(16, 32, 32);
    for (LayerType type : LayerType.all()) {
      assertEquals(List.of(), LayerType.brokenArguments(StartingLayer.of(type, maps)));
    }
    int offered = page(Networks.opened(Networks.BRANCHED), "conv1").adding().groups().stream()
        .mapToInt(group -> group.types().size()).sum();
    assertEquals(LayerType.all().size(), offered);
  }

  private WorkbenchView page(OpenNetwork open, String layer) {
    return presenter.page(open, Chosen.layer(layer), Typed.FINE);
  }
}
