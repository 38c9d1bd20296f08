// The page's one script: sets htmx up, then mounts behaviours wherever data-island asks for one.

import "./htmx-setup.js";
import { start } from "./islands.js";
import "./page/dialogs.js";
import "./page/focus.js";
import "./page/saved.js";
import "./page/selection.js";
import "./page/shortcuts.js";
import board from "./islands/board.js";
import camera from "./islands/camera.js";
import collect from "./islands/collect.js";
import copy from "./islands/copy.js";
import covered from "./islands/covered.js";
import effective from "./islands/effective.js";
import embed from "./islands/embed.js";
import experiment from "./islands/experiment.js";
import formula from "./islands/formula.js";
import gallery from "./islands/gallery.js";
import heat from "./islands/heat.js";
import learning from "./islands/learning.js";
import lesson from "./islands/lesson.js";
import live from "./islands/live.js";
import map from "./islands/map.js";
import overview from "./islands/overview.js";
import pad from "./islands/pad.js";
import palette from "./islands/palette.js";
import patches from "./islands/patches.js";
import picture from "./islands/picture.js";
import print from "./islands/print.js";
import room from "./islands/room.js";
import rove from "./islands/rove.js";
import run from "./islands/run.js";
import selection from "./islands/selection.js";
import setup from "./islands/setup.js";
import shift from "./islands/shift.js";
import side from "./islands/side.js";
import sight from "./islands/sight.js";
import size from "./islands/size.js";
import snapshots from "./islands/snapshots.js";
import stage from "./islands/stage.js";
import tabs from "./islands/tabs.js";
import theme from "./islands/theme.js";
import toasts from "./islands/toasts.js";
import train from "./islands/train.js";
import triple from "./islands/triple.js";
import unit from "./islands/unit.js";
import upload from "./islands/upload.js";
import vector from "./islands/vector.js";
import weights from "./islands/weights.js";

start({
  board, camera, collect, copy, covered, effective, embed, experiment, formula, gallery, heat, learning, lesson, live,
  map, overview, pad, palette, patches, picture, print, room, rove, run, selection, setup, shift, side, sight, size,
  snapshots, stage, tabs, theme, toasts, train, triple, unit, upload, vector, weights,
});
