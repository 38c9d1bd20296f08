// The page's one script: sets htmx up, then mounts behaviours wherever data-island asks for one.

import "./htmx-setup.js";
import { start } from "./islands.js";
import "./page/dialogs.js";
import "./page/focus.js";
import "./page/saved.js";
import "./page/selection.js";
import "./page/shortcuts.js";
import embed from "./islands/embed.js";
import formula from "./islands/formula.js";
import gallery from "./islands/gallery.js";
import live from "./islands/live.js";
import map from "./islands/map.js";
import overview from "./islands/overview.js";
import picture from "./islands/picture.js";
import rove from "./islands/rove.js";
import run from "./islands/run.js";
import stage from "./islands/stage.js";
import tabs from "./islands/tabs.js";
import theme from "./islands/theme.js";
import toasts from "./islands/toasts.js";
import upload from "./islands/upload.js";
import vector from "./islands/vector.js";

start({
  embed, formula, gallery, live, map, overview, picture, rove, run, stage, tabs, theme, toasts, upload, vector,
});
