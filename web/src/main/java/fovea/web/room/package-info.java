/** The classroom's pages, ready to print: joining, the bar on every page, the board. */
@NullMarked
package fovea.web.room;

import org.jspecify.annotations.NullMarked;
