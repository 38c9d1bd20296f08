// The filters of a first convolution as pictures: nothing is middle grey, as far as the largest number
// of all filters reaches is black or white, or all of a colour.

const MOST = 96;

/**
 * Pictures of filters [out, in, height, width], each the pixels (4 bytes each) of its height and width. Three
 * inputs are red, green and blue together; one is grey; of any other number each has a picture of its own.
 */
export function filterPictures({ shape, values }, most = MOST) {
  const [out, inputs, height, width] = shape;
  const size = height * width;
  const reach = values.reduce((largest, value) => Math.max(largest, Math.abs(value) || 0), 0) || 1;
  const byte = (value) => 127.5 * (1 + (value || 0) / reach);
  const isColour = inputs === 3;
  const count = Math.min(most, isColour ? out : out * inputs);
  return Array.from({ length: count }, (_, picture) => {
    const first = picture * size * (isColour ? 3 : 1);
    const pixels = new Uint8ClampedArray(4 * size);
    for (let i = 0; i < size; i++) {
      for (let part = 0; part < 3; part++) {
        pixels[4 * i + part] = byte(values[first + i + (isColour ? part * size : 0)]);
      }
      pixels[4 * i + 3] = 255;
    }
    return {
      filter: isColour ? picture : Math.floor(picture / inputs),
      input: isColour ? 0 : picture % inputs,
      pixels, height, width,
    };
  });
}
