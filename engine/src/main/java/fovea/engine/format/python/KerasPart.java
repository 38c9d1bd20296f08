package fovea.engine.format.python;

/** What a file for Keras defines for itself because Keras has nothing of the kind. */
enum KerasPart {

  /** Padding with cells of the picture. */
  PLACES("""


      def places(size, before, after, mode):
          \"""Which row or column of the picture stands at each place of the padded one.\"""
          inside = np.arange(-before, size + after)
          if mode == "replicate":
              return np.clip(inside, 0, size - 1)
          if mode == "circular":
              return inside % size
          return np.abs((inside + size - 1) % max(2 * size - 2, 1) - (size - 1))
      """),

  /** Windows whose taps lie apart. */
  TAPS("""


      def taps(x, kernel_size, strides, dilation, size):
          \"""What each tap of the window sees: a picture of that size for every ky and kx.\"""
          return [
              x[:, ky * dilation[0] : ky * dilation[0] + (size[0] - 1) * strides[0] + 1 : strides[0],
                kx * dilation[1] : kx * dilation[1] + (size[1] - 1) * strides[1] + 1 : strides[1]]
              for ky in range(kernel_size[0])
              for kx in range(kernel_size[1])
          ]
      """),

  /** Every place of the window has weights of its own. */
  LOCALLY_CONNECTED("""


      @keras.saving.register_keras_serializable()
      class LocallyConnected2d(layers.Layer):
          \"""A convolution that shares nothing: every place of the window has weights of its own.\"""

          def __init__(self, filters, size, kernel_size, strides, dilation, use_bias=True, **named):
              super().__init__(**named)
              self.filters = filters
              self.size = size
              self.window = (kernel_size, strides, dilation)
              self.use_bias = use_bias

          def build(self, shape):
              kernel_size = self.window[0]
              self.places = self.size[0] * self.size[1]
              self.taps = shape[-1] * kernel_size[0] * kernel_size[1]
              self.kernel = self.add_weight(shape=(self.filters, self.places, self.taps), name="kernel")
              if self.use_bias:
                  self.bias = self.add_weight(
                      shape=(self.filters, self.places), initializer="zeros", name="bias")

          def call(self, x):
              windows = ops.stack(taps(x, *self.window, self.size), axis=-1)  # [N, H, W, C, ky·kx]
              windows = ops.reshape(windows, (-1, self.places, self.taps))
              sums = ops.einsum("opt,npt->npo", self.kernel, windows)
              if self.use_bias:
                  sums = sums + ops.transpose(self.bias)
              return ops.reshape(sums, (-1, *self.size, self.filters))

          def get_config(self):
              kernel_size, strides, dilation = self.window
              return super().get_config() | dict(
                  filters=self.filters, size=self.size, kernel_size=kernel_size, strides=strides,
                  dilation=dilation, use_bias=self.use_bias)
      """),

  /** Means over what is no padding. */
  SHARES("""


      def shares(kernel, stride, before, begin, end, size):
          \"""By what the mean over a whole window is too small where only [begin, end) counts.\"""
          first = np.arange(size) * stride - before
          counted = np.minimum(first + kernel, end) - np.maximum(first, begin)
          return (kernel / counted).astype("float32")
      """),

  /** Parts that need not be equally large. */
  ADAPTIVE("""


      def spans(cells, parts):
          return [(i * cells // parts, -(-(i + 1) * cells // parts)) for i in range(parts)]


      def adaptive(reduce, x, height, width):
          \"""As many parts as the output has cells, each reduced to one number.\"""
          rows = [reduce(x[:, begin:end], axis=1) for begin, end in spans(x.shape[1], height)]
          x = ops.stack(rows, axis=1)
          columns = [reduce(x[:, :, begin:end], axis=2) for begin, end in spans(x.shape[2], width)]
          return ops.stack(columns, axis=2)
      """),

  /** Transposed convolutions with groups or dilation. */
  SPREAD("""


      def spread(x, rows, columns):
          \"""Zeros between the cells, so that neighbours are that far apart.\"""
          height, width, channels = x.shape[1:]
          x = ops.reshape(x, (-1, height, 1, width, 1, channels))
          x = ops.pad(x, ((0, 0), (0, 0), (0, rows - 1), (0, 0), (0, columns - 1), (0, 0)))
          x = ops.reshape(x, (-1, height * rows, width * columns, channels))
          return x[:, : (height - 1) * rows + 1, : (width - 1) * columns + 1]
      """);

  /** The most operations of Keras that stand behind one another in a function of these. */
  static final int DEPTH = 6;

  /** Some steps of a long network as a model of their own. */
  static final String PART = """


      def part(name, steps, values):
          \"""Steps as a model of their own: Keras follows a graph by a call for every operation that
          stands behind another, and Python allows about a thousand.\"""
          inputs = [keras.Input(value.shape[1:]) for value in values]
          return keras.Model(inputs, steps(*inputs), name=name)(values)
      """;

  /** How weights come into a model. */
  static final String LOAD = """


      def load(model, tensors):
          \"""Sets the weights from arrays with PyTorch's names and shapes.\"""
          for layer in model.layers:
              if isinstance(layer, keras.Model):
                  load(layer, tensors)
                  continue
              name = NAMES.get(layer.name, layer.name)
              weight, bias = tensors.get(name + ".weight"), tensors.get(name + ".bias")
              if weight is None:
                  continue
              if isinstance(layer, layers.BatchNormalization):
                  layer.set_weights(
                      [weight, bias, tensors[name + ".running_mean"], tensors[name + ".running_var"]])
                  continue
              if isinstance(layer, layers.Dense):
                  weight = weight.T
              elif isinstance(layer, layers.DepthwiseConv2D):
                  # [C·m, 1, kh, kw] to [kh, kw, C, m]
                  weight = weight.reshape(-1, layer.depth_multiplier, *weight.shape[2:])
                  weight = weight.transpose(2, 3, 0, 1)
              elif weight.ndim == 4:
                  # [out, in, kh, kw] to [kh, kw, in, out]; transposed: [in, out, …] to […, out, in]
                  weight = weight.transpose(2, 3, 1, 0)
              layer.set_weights([weight] if bias is None else [weight, bias])
      """;

  /** The branch of it for convolutions of a spread picture. */
  static final String LOAD_SPREAD = """
              elif layer.name in SPREAD:
                  # [in, out / groups, kh, kw] to [kh, kw, in / groups, out], upside down
                  weight = weight.reshape(layer.groups, -1, *weight.shape[1:])[..., ::-1, ::-1]
                  weight = weight.transpose(3, 4, 1, 0, 2)
                  weight = weight.reshape(*weight.shape[:3], -1)
      """;

  private final String python;

  KerasPart(String python) {
    this.python = python;
  }

  /** Its definition, with two empty lines before. */
  String python() {
    return python;
  }
}
