// Numbers as people read them: the same precision in one view, thousands separated, a real minus sign.

/** A function that prints values between low and high, all alike: four significant digits at the larger end. */
export function formatter(low, high, language = "en") {
  const reach = Math.max(Math.abs(low), Math.abs(high));
  const order = reach > 0 && Number.isFinite(reach) ? Math.floor(Math.log10(reach)) : 0;
  const decimals = Math.max(0, Math.min(3 - order, 20));
  const format = order < -4 || order > 8
    ? new Intl.NumberFormat(language, { notation: "scientific", minimumFractionDigits: 3, maximumFractionDigits: 3 })
    : new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals, signDisplay: "negative" });
  return (value) => minus(format.format(value));
}

/** A whole number, thousands separated. */
export function whole(value, language = "en") {
  return minus(new Intl.NumberFormat(language).format(value));
}

/** A share of one as a percentage, as Numbers.percent of the server prints it; what is not nothing is never 0 %. */
export function percent(share, language = "en") {
  if (share > 0 && share < 0.0005) return `< ${new Intl.NumberFormat(language).format(0.1)} %`;
  const digits = share < 0.0995 && (share * 100) % 1 !== 0 ? 1 : 0;
  return `${new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share * 100)} %`;
}

/**
 * Puts values into a sentence from a template: "Unit ({map}, {y})" with {map: 4, y: 17}; {y|row|rows} is
 * the form that goes with y, as Numbers.form of the server chooses it. A size such as 64 × 64 stays on one line.
 */
export function sentence(text, values) {
  return (text ?? "")
    .replace(/\{(\w+)\|([^{}]*)\}/g, (hole, name, forms) => Object.hasOwn(values, name) ? form(values[name], forms.split("|")) : hole)
    .replace(/\{(\w+)\}/g, (hole, name) => Object.hasOwn(values, name) ? String(values[name]) : hole)
    .replaceAll(" × ", "\u00a0×\u00a0");
}

function form(value, forms) {
  const digits = String(value).replace(/[.,\u2212-]/g, "");
  const which = digits === "1" ? 0 : /^[1-9]\d*0{6}$/.test(digits) ? 2 : 1;
  return forms[Math.min(which, forms.length - 1)];
}

function minus(text) {
  return text.replaceAll("-", "\u2212");
}
