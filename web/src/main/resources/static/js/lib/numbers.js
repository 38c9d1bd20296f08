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

const RAISED = { "-": "\u207b", 0: "\u2070", 1: "\u00b9", 2: "\u00b2", 3: "\u00b3", 4: "\u2074", 5: "\u2075", 6: "\u2076", 7: "\u2077", 8: "\u2078", 9: "\u2079" };

/** Two significant digits, of what is very small or large with a power of ten: 0.042, 3.1·10⁻¹⁰. */
export function short(value, language = "en") {
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 });
  if (!Number.isFinite(value) || value === 0 || (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e6)) return minus(format.format(value));
  const [digits, power] = value.toExponential(1).split("e");
  return `${minus(format.format(digits))}\u00b710${power.replace("+", "").replace(/./g, (sign) => RAISED[sign])}`;
}

/** A share of one, as Numbers.percent of the server prints it: 4.5 %; what is not nothing is never 0 %. */
export function percent(share, language = "en") {
  if (share > 0 && share < 0.0005) return `< ${percent(0.001, language)}`;
  const value = share * 100;
  const decimals = share < 0.0995 && value !== Math.round(value) ? 1 : 0;
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  return `${minus(format.format(value))} %`;
}

/** A time to wait, roughly: 12 s, 3 min, 2 h. */
export function duration(seconds, language = "en") {
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 0 })
    .format(Math.max(1, Math.round(value)));
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
