package fovea.engine.zoo;

import fovea.engine.network.Network;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The published networks that anyone can start from. */
public final class Zoo {

  /**
   * What people should know before they open a network.
   *
   * @param name under which scripts ask for it: torchvision's, where torchvision has it
   * @param title under which people know it
   * @param family what it belongs with
   * @param year when it was published
   * @param paper where: who, and the title
   * @param description one sentence on what it brought
   */
  public record Entry(
      String name, String title, String family, int year, String paper, String description) {}

  /** An entry and how its network is written down under its title. */
  private record Exhibit(Entry entry, Function<String, Network> plan) {}

  private static final String VGG = "Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition";
  private static final String RESNET = "He et al.: Deep Residual Learning for Image Recognition";
  private static final String SQUEEZENET = "Iandola et al.: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters";
  private static final String DENSENET = "Huang et al.: Densely Connected Convolutional Networks";
  private static final String MOBILENET_V3 = "Howard et al.: Searching for MobileNetV3";

  private static final List<Exhibit> EXHIBITS = List.of(
      exhibit("tinyvgg", "TinyVGG", "First networks", 2020,
          "Wang et al.: CNN Explainer: Learning Convolutional Neural Networks with Interactive"
              + " Visualization",
          "Two small VGG blocks, ten maps each: few enough to look at all of them.",
          TinyVgg::tinyvgg),
      exhibit("lenet5", "LeNet-5", "First networks", 1998,
          "LeCun et al.: Gradient-Based Learning Applied to Document Recognition",
          "Read the digits on bank cheques, and set the pattern: convolve, pool, repeat, classify.",
          LeNet::lenet5),
      exhibit("all_cnn_c", "All-CNN-C", "First networks", 2014,
          "Springenberg et al.: Striving for Simplicity: The All Convolutional Net",
          "Nothing but convolutions: a stride of 2 does what a pool does.",
          AllCnn::allCnnC),
      exhibit("alexnet", "AlexNet", "AlexNet", 2014,
          "Krizhevsky: One weird trick for parallelizing convolutional neural networks",
          "The network that won ImageNet in 2012, in its later form with one tower.",
          AlexNet::alexnet),
      exhibit("vgg11", "VGG-11", "VGG", 2014, VGG,
          "Small 3×3 kernels, many of them: eight convolutions in five stages.", Vgg::vgg11),
      exhibit("vgg13", "VGG-13", "VGG", 2014, VGG,
          "Two 3×3 convolutions in each stage see what one 5×5 sees.", Vgg::vgg13),
      exhibit("vgg16", "VGG-16", "VGG", 2014, VGG,
          "Thirteen convolutions; nine tenths of its parameters sit in the three layers behind"
              + " them.",
          Vgg::vgg16),
      exhibit("vgg19", "VGG-19", "VGG", 2014, VGG,
          "Sixteen convolutions: about as deep as plain stacks could be trained.", Vgg::vgg19),
      exhibit("googlenet", "GoogLeNet", "Inception", 2014,
          "Szegedy et al.: Going Deeper with Convolutions",
          "Kernels of several sizes side by side, and 1×1 convolutions that keep them cheap.",
          GoogLeNet::googlenet),
      exhibit("inception_v3", "Inception v3", "Inception", 2015,
          "Szegedy et al.: Rethinking the Inception Architecture for Computer Vision",
          "A 7×7 kernel taken apart into 1×7 and 7×1.", InceptionV3::inceptionV3),
      exhibit("resnet18", "ResNet-18", "ResNet", 2015, RESNET,
          "Shortcuts add a block's input to its output, so that blocks learn only the difference.",
          ResNet::resnet18),
      exhibit("resnet34", "ResNet-34", "ResNet", 2015, RESNET,
          "The same blocks, twice as many: with shortcuts, deeper is better again.",
          ResNet::resnet34),
      exhibit("resnet50", "ResNet-50", "ResNet", 2015, RESNET,
          "Bottlenecks: 1×1 convolutions narrow the maps before the 3×3 and widen them after.",
          ResNet::resnet50),
      exhibit("resnet101", "ResNet-101", "ResNet", 2015, RESNET,
          "Seventeen more bottlenecks in its third stage.", ResNet::resnet101),
      exhibit("resnet152", "ResNet-152", "ResNet", 2015, RESNET,
          "Fifty bottlenecks, and still fewer MACs than VGG-16.", ResNet::resnet152),
      exhibit("resnext50_32x4d", "ResNeXt-50 32×4d", "ResNet", 2016,
          "Xie et al.: Aggregated Residual Transformations for Deep Neural Networks",
          "Each 3×3 convolution in 32 groups that do not see each other.", ResNet::resnext50),
      exhibit("wide_resnet50_2", "Wide ResNet-50-2", "ResNet", 2016,
          "Zagoruyko, Komodakis: Wide Residual Networks",
          "ResNet-50 with twice the channels inside its bottlenecks: width in place of depth.",
          ResNet::wideResnet50),
      exhibit("densenet121", "DenseNet-121", "DenseNet", 2016, DENSENET,
          "In a block every layer reads the maps of all layers before it.",
          DenseNet::densenet121),
      exhibit("densenet169", "DenseNet-169", "DenseNet", 2016, DENSENET,
          "More layers in the last two blocks.", DenseNet::densenet169),
      exhibit("densenet201", "DenseNet-201", "DenseNet", 2016, DENSENET,
          "Two hundred layers with the parameters of a ResNet-34.", DenseNet::densenet201),
      exhibit("squeezenet1_0", "SqueezeNet 1.0", "Small networks", 2016, SQUEEZENET,
          "As accurate as AlexNet with a fiftieth of its parameters.", SqueezeNet::squeezenet10),
      exhibit("squeezenet1_1", "SqueezeNet 1.1", "Small networks", 2016, SQUEEZENET,
          "Pools earlier, and so needs less than half the work of 1.0.", SqueezeNet::squeezenet11),
      exhibit("mobilenet_v1", "MobileNet", "Small networks", 2017,
          "Howard et al.: MobileNets: Efficient Convolutional Neural Networks for Mobile Vision"
              + " Applications",
          "Each convolution in two steps: within each map, then across the maps.",
          MobileNetV1::mobilenetV1),
      exhibit("mobilenet_v2", "MobileNetV2", "Small networks", 2018,
          "Sandler et al.: MobileNetV2: Inverted Residuals and Linear Bottlenecks",
          "Shortcuts between thin layers; the wide ones are in between.",
          MobileNetV2::mobilenetV2),
      exhibit("mobilenet_v3_small", "MobileNetV3 small", "Small networks", 2019, MOBILENET_V3,
          "Found by search, for the slowest of phones.", MobileNetV3::small),
      exhibit("mobilenet_v3_large", "MobileNetV3 large", "Small networks", 2019, MOBILENET_V3,
          "Blocks that weigh their maps before they pass them on.", MobileNetV3::large),
      exhibit("efficientnet_b0", "EfficientNet-B0", "Small networks", 2019,
          "Tan, Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks",
          "Every block looks at the whole picture to decide which of its maps count.",
          EfficientNet::efficientnetB0));

  private Zoo() {}

  /** All entries: the small ones to begin with, then family by family. */
  public static List<Entry> entries() {
    return EXHIBITS.stream().map(Exhibit::entry).toList();
  }

  /**
   * The network of that name.
   *
   * @throws NoSuchElementException if there is none
   */
  public static Network network(String name) {
    return EXHIBITS.stream()
        .filter(exhibit -> exhibit.entry.name.equals(name))
        .map(exhibit -> exhibit.plan.apply(exhibit.entry.title))
        .findFirst()
        .orElseThrow(
            () -> new NoSuchElementException("the zoo has no network \"" + name + "\""));
  }

  private static Exhibit exhibit(
      String name, String title, String family, int year, String paper, String description,
      Function<String, Network> plan) {
    return new Exhibit(new Entry(name, title, family, year, paper, description), plan);
  }
}
