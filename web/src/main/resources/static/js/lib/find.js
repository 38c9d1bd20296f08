// Finding among words as one types: every word that is typed stands somewhere, whatever its accents.

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

/** How well an entry answers: 0 not at all, up to 4 if its name is what was typed. */
export function rank(typed, name, words) {
  const wanted = plain(typed).trim();
  const called = plain(name);
  const all = plain(`${name} ${words}`);
  if (!wanted.split(/\s+/).every((word) => all.includes(word))) return 0;
  if (called === wanted) return 4;
  if (called.startsWith(wanted)) return 3;
  return called.includes(wanted) ? 2 : 1;
}
