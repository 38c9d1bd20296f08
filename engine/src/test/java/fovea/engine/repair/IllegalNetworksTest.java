package fovea.engine.repair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fovea.engine.format.EditDocument;
import fovea.engine.network.LayerType;
import fovea.engine.network.Network;
import fovea.engine.network.Node;
import fovea.engine.reading.NetworkReading;
import fovea.engine.reading.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that can be wrong with a network, with each type of layer that it can be wrong with. */
class IllegalNetworksTest {

  /** What is wrong, and a network in which it is wrong at x. */
  private static final String TABLE = """
      IllegalArgument  3×8×8 x:Conv2d(out_channels=0,kernel_size=3)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=0)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3x0)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3,stride=0)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3,stride=-2x1)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3,padding=-1)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3,dilation=0)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3,groups=0)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=-4,kernel_size=0,stride=0,dilation=-1,groups=0)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=3,stride=2,padding=same)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=2,stride=1x2,padding=same)
      IllegalArgument  3×8×8 x:Conv2d(out_channels=4,kernel_size=50,stride=0)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=0,kernel_size=3)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=0)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,stride=0)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,padding=-1)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,output_padding=1)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,stride=2,output_padding=2)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,stride=2,output_padding=-1)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,stride=3x2,output_padding=1x5)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,dilation=0)
      IllegalArgument  3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,groups=-3)
      IllegalArgument  3×8×8 x:LocallyConnected2d(out_channels=0,kernel_size=3)
      IllegalArgument  3×8×8 x:LocallyConnected2d(out_channels=4,kernel_size=0x3)
      IllegalArgument  3×8×8 x:LocallyConnected2d(out_channels=4,kernel_size=3,stride=0)
      IllegalArgument  3×8×8 x:LocallyConnected2d(out_channels=4,kernel_size=3,stride=2,padding=same)
      IllegalArgument  3×8×8 x:MaxPool2d(kernel_size=0)
      IllegalArgument  3×8×8 x:MaxPool2d(kernel_size=2,stride=0)
      IllegalArgument  3×8×8 x:MaxPool2d(kernel_size=2,padding=-1)
      IllegalArgument  3×8×8 x:MaxPool2d(kernel_size=2,dilation=0)
      IllegalArgument  3×8×8 x:AvgPool2d(kernel_size=0)
      IllegalArgument  3×8×8 x:AvgPool2d(kernel_size=2,stride=2x0)
      IllegalArgument  3×8×8 x:AvgPool2d(kernel_size=2,padding=-3)
      IllegalArgument  3×8×8 x:AdaptiveAvgPool2d(output_size=0)
      IllegalArgument  3×8×8 x:AdaptiveMaxPool2d(output_size=2x0)
      IllegalArgument  3×8×8 x:BatchNorm2d(eps=-1.0)
      IllegalArgument  3×8×8 x:Dropout(p=1.5)
      IllegalArgument  3×8×8 x:Dropout(p=-0.5)
      IllegalArgument  3×8×8 f:Flatten x:Linear(out_features=0)
      IllegalArgument  3×8×8 x:Upsample(scale_factor=0)
      IllegalArgument  3×8×8 x:Upsample(scale_factor=2x-2,mode=bilinear)

      WrongRank        3×8×8 x:Linear(out_features=10)
      WrongRank        3×8×8 a:Conv2d(out_channels=4,kernel_size=3) b:ReLU x:Linear(out_features=10) c:ReLU
      WrongRank        3×8×8 f:Flatten x:Conv2d(out_channels=4,kernel_size=3)
      WrongRank        3×8×8 f:Flatten x:ConvTranspose2d(out_channels=4,kernel_size=3)
      WrongRank        3×8×8 f:Flatten x:LocallyConnected2d(out_channels=4,kernel_size=3)
      WrongRank        3×8×8 f:Flatten x:MaxPool2d(kernel_size=2)
      WrongRank        3×8×8 f:Flatten x:AvgPool2d(kernel_size=2)
      WrongRank        3×8×8 f:Flatten x:AdaptiveAvgPool2d(output_size=1)
      WrongRank        3×8×8 f:Flatten x:AdaptiveMaxPool2d(output_size=1)
      WrongRank        3×8×8 f:Flatten x:BatchNorm2d
      WrongRank        3×8×8 f:Flatten l:Linear(out_features=10) x:BatchNorm2d
      WrongRank        3×8×8 f:Flatten l:Linear(out_features=10) r:ReLU x:Upsample(scale_factor=2)

      DoesNotFit       3×8×8 x:Conv2d(out_channels=4,kernel_size=11)
      DoesNotFit       3×8×8 x:Conv2d(out_channels=4,kernel_size=3x9)
      DoesNotFit       3×8×8 x:Conv2d(out_channels=4,kernel_size=3,dilation=4)
      DoesNotFit       3×8×8 p:MaxPool2d(kernel_size=2) q:MaxPool2d(kernel_size=2) x:Conv2d(out_channels=4,kernel_size=3) r:ReLU
      DoesNotFit       3×8×8 x:Conv2d(out_channels=4,kernel_size=2147483647,dilation=2147483647)
      DoesNotFit       3×8×8 x:LocallyConnected2d(out_channels=4,kernel_size=9)
      DoesNotFit       3×8×8 x:MaxPool2d(kernel_size=9)
      DoesNotFit       3×8×8 x:MaxPool2d(kernel_size=5,dilation=3,stride=1,ceil_mode=true)
      DoesNotFit       3×1×1 x:MaxPool2d(kernel_size=2)
      DoesNotFit       3×8×8 x:AvgPool2d(kernel_size=1x10)
      DoesNotFit       3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=1,padding=4)
      DoesNotFit       3×2×2 x:ConvTranspose2d(out_channels=4,kernel_size=3,padding=9x1)

      NotDivisible     3×8×8 x:Conv2d(out_channels=4,kernel_size=3,groups=2)
      NotDivisible     4×8×8 x:Conv2d(out_channels=3,kernel_size=3,groups=2)
      NotDivisible     5×8×8 x:Conv2d(out_channels=7,kernel_size=3,groups=6)
      NotDivisible     3×8×8 x:ConvTranspose2d(out_channels=4,kernel_size=3,groups=2)
      NotDivisible     4×8×8 x:ConvTranspose2d(out_channels=6,kernel_size=3,groups=4)
      NotDivisible     3×8×8 x:Conv2d(out_channels=4,kernel_size=30,groups=2)

      TooMuchPadding   3×8×8 x:MaxPool2d(kernel_size=2,padding=2)
      TooMuchPadding   3×8×8 x:MaxPool2d(kernel_size=3x4,padding=1x3)
      TooMuchPadding   3×8×8 x:AvgPool2d(kernel_size=3,padding=2)
      TooMuchPadding   3×8×8 x:AvgPool2d(kernel_size=3,padding=2147483647)
      TooMuchPadding   3×8×8 x:Conv2d(out_channels=4,kernel_size=3,padding=8,padding_mode=reflect)
      TooMuchPadding   3×8×8 x:Conv2d(out_channels=4,kernel_size=3,padding=9,padding_mode=circular)
      TooMuchPadding   3×8×4 x:Conv2d(out_channels=4,kernel_size=3,padding=4,padding_mode=reflect)
      TooMuchPadding   3×1×1 x:Conv2d(out_channels=4,kernel_size=3,padding=1,padding_mode=reflect)
      TooMuchPadding   3×8×8 x:Conv2d(out_channels=4,kernel_size=17,padding=same,padding_mode=reflect)

      ShapesDisagree   3×8×8 a:Conv2d(out_channels=4,kernel_size=1) x:Add()(input,a)
      ShapesDisagree   3×8×8 a:Conv2d(out_channels=3,kernel_size=3) x:Add()(input,a)
      ShapesDisagree   3×8×8 a:MaxPool2d(kernel_size=2) x:Multiply()(a,input) b:ReLU
      ShapesDisagree   3×8×8 a:AdaptiveAvgPool2d(output_size=1) b:Conv2d(out_channels=4,kernel_size=1) x:Multiply()(b,input)
      ShapesDisagree   3×8×8 a:MaxPool2d(kernel_size=2) x:Concat()(input,a)
      ShapesDisagree   3×8×8 a:Flatten x:Add()(input,a)
      ShapesDisagree   3×8×8 a:Flatten x:Multiply()(a,input)
      ShapesDisagree   3×8×8 a:Flatten x:Concat()(input,a)
      ShapesDisagree   3×8×8 a:Flatten x:Concat()(a,input)
      ShapesDisagree   3×8×8 a:Flatten b:Linear(out_features=10) x:Add()(a,b)
      ShapesDisagree   3×8×8 a:MaxPool2d(kernel_size=2) b:MaxPool2d(kernel_size=2) x:Add()(input,a,b)
      ShapesDisagree   3×8×8 a:MaxPool2d(kernel_size=2) b:Flatten x:Concat()(b,a,input) c:ReLU

      BadWiring        3×8×8 x:ReLU()(y)
      BadWiring        3×8×8 a:ReLU x:Conv2d(out_channels=4,kernel_size=3)(y)
      BadWiring        3×8×8 x:SiLU()(x)
      BadWiring        3×8×8 x:Sigmoid()(y) y:Tanh()(input)
      BadWiring        3×8×8 a:GELU x:Add()(a,y) y:ELU
      BadWiring        3×8×8 a:ReLU6 b:Hardswish x:Concat()(a,nowhere,b)
      BadWiring        3×8×8 x:Add
      BadWiring        3×8×8 a:ReLU x:Add
      BadWiring        3×8×8 a:ReLU x:Multiply()(a)
      BadWiring        3×8×8 a:MaxPool2d(kernel_size=2) x:Concat()(a)
      BadWiring        3×8×8 a:LeakyReLU x:Conv2d(out_channels=4,kernel_size=3)(input,a)
      BadWiring        3×8×8 a:Flatten b:Linear(out_features=4) x:Linear(out_features=4)(a,b)
      BadWiring        3×8×8 a:ReLU b:ReLU x:Softmax()(input,a,b)
      BadWiring        3×8×8 x:Hardsigmoid x:Hardsigmoid
      BadWiring        3×8×8 x:ReLU b:Conv2d(out_channels=4,kernel_size=3) x:ReLU c:Add()(x,b)
      BadWiring        3×8×8 x:Flatten x:Dropout
      BadWiring        3×8×8 x:ReLU6()(y)
      BadWiring        3×8×8 x:LeakyReLU()(x)
      BadWiring        3×8×8 x:ELU()(y) y:ReLU()(input)
      BadWiring        3×8×8 x:GELU()(input,input)
      BadWiring        3×8×8 x:Hardswish()(a) a:MaxPool2d(kernel_size=2)
      BadWiring        3×8×8 x:Tanh a:Conv2d(out_channels=2,kernel_size=1) x:Tanh

      TooLarge         3×2147483647×8 x:Upsample(scale_factor=2)
      TooLarge         3×1000×1000 x:ConvTranspose2d(out_channels=4,kernel_size=3,stride=2147483647)
      TooLarge         2147483647×2147483647×2147483647 x:Flatten
      TooLarge         2147483647×2147483647×2147483647 x:ReLU
      TooLarge         64×40000×40000 f:Flatten x:Linear(out_features=2147483647)
      TooLarge         2147483647×8×8 x:Conv2d(out_channels=2147483647,kernel_size=2)
      TooLarge         2147483647×8×8 x:Concat()(input,input)
      TooLarge         3×8×8 x:AdaptiveAvgPool2d(output_size=2147483647)
      TooLarge         3×8×8 x:AdaptiveMaxPool2d(output_size=2147483647)
      TooLarge         3×60000×60000 x:LocallyConnected2d(out_channels=2147483647,kernel_size=1)
      TooLarge         3×30000×30000 f:Flatten a:Linear(out_features=2147483647) x:Linear(out_features=2147483647)
      """;

  record Row(String problem, Network network) {
    @Override
    public String toString() {
      return problem + " " + network.nodes();
    }
  }

  private static List<Row> rows() {
    return TABLE.lines()
        .filter(line -> !line.isBlank())
        .map(line -> new Row(
            line.substring(0, line.indexOf(' ')), Sketch.of(line.substring(line.indexOf(' ')))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theProblemIsToldAndEveryRepairRepairsIt(Row row) {
    NetworkReading reading = NetworkReading.of(row.network);
    Problem problem = reading.problemAt("x").orElseThrow();
    assertEquals(row.problem, problem.getClass().getSimpleName());
    assertTrue(problem.message().contains("x"), problem::message);
    assertFalse(problem.formula().text().isBlank());
    assertFalse(problem.formula().latexWithValues().isBlank());

    List<Repair> repairs = Repairs.of(reading, problem);
    assertFalse(repairs.isEmpty());
    for (Repair repair : repairs) {
      NetworkReading repaired = NetworkReading.of(repair.edit().applyTo(row.network));
      assertEquals(List.of(),
          repaired.problems().stream().filter(other -> other.layer().equals("x")).toList(),
          repair.title());
      assertTrue(repaired.layer("x").isPresent(), repair.title());
      assertEquals(repair.edit(), EditDocument.parse(EditDocument.write(repair.edit())));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void layersInFrontOfTheProblemAreKnown(Row row) {
    NetworkReading reading = NetworkReading.of(row.network);
    for (Node node : row.network.nodes()) {
      if (node.id().equals("x")) {
        return;
      }
      assertTrue(reading.layer(node.id()).isPresent(), node.id());
    }
  }

  @ParameterizedTest
  @MethodSource("emptyPictures")
  void aPictureWithoutCellsIsAProblemOfTheInput(String sketch) {
    NetworkReading reading = NetworkReading.of(Sketch.of(sketch));
    Problem problem = reading.problemAt(Node.INPUT).orElseThrow();
    for (Repair repair : Repairs.of(reading, problem)) {
      assertTrue(NetworkReading.of(repair.edit().applyTo(reading.network())).isLegal());
    }
  }

  private static Stream<String> emptyPictures() {
    return Stream.of("0×8×8 a:ReLU", "3×0×8 a:ReLU", "3×8×-1 a:ReLU", "-1×-1×-1 a:ReLU");
  }

  @Test
  void severalProblemsStandSideBySide() {
    NetworkReading reading = NetworkReading.of(Sketch.of(
        "3×8×8 a:Conv2d(out_channels=4,kernel_size=11) b:ReLU c:MaxPool2d(kernel_size=0)(input)"
            + " d:Add()(b,nowhere) e:Add()(b,c)"));
    assertEquals(List.of("a", "c", "d"), reading.problems().stream().map(Problem::layer).toList());
    assertEquals(List.of(), reading.layers());
  }

  @Test
  void theTableHasEveryProblemAndEveryTypeOfLayer() {
    Set<String> problems = rows().stream().map(Row::problem).collect(Collectors.toSet());
    Set<String> types = rows().stream()
        .map(row -> LayerType.of(row.network.nodes().reversed().stream()
            .filter(node -> node.id().equals("x")).findFirst().orElseThrow().layer()).name())
        .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Arrays.stream(Problem.class.getPermittedSubclasses()).map(Class::getSimpleName)
            .collect(Collectors.toSet()),
        problems);
    assertEquals(
        LayerType.all().stream().map(LayerType::name)
            .collect(Collectors.toCollection(TreeSet::new)),
        types);
  }
}
