// What a network's last numbers say: which of them is the largest, and its share.

/** The largest of the values and its share: itself where they are shares, else its part of their softmax. */
export function winner(values, areShares) {
  let unit = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[unit]) unit = i;
  if (areShares) return { unit, share: values[unit] };
  let sum = 0;
  for (const value of values) sum += Math.exp(value - values[unit]);
  return { unit, share: 1 / sum };
}
