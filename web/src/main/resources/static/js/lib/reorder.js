// Moving several entries of a list by one place.

/**
 * The id behind which the moved ones come to stand, one place up (-1) or down (1); "input" in front of
 * all, null where they cannot move further.
 */
export function behind(ids, moved, by) {
  const others = ids.filter((id) => !moved.includes(id));
  const first = ids.indexOf(moved[0]);
  const before = ids.slice(0, first).filter((id) => !moved.includes(id)).length;
  const place = before + by;
  if (moved.length === 0 || place < 0 || place > others.length) return null;
  return place === 0 ? "input" : others[place - 1];
}
