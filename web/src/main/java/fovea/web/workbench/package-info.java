/**
 * The workbench as views: records whose every string is ready to print, and the presenters that make
 * them of readings and runs. Pure: no request, no store, no HTML.
 */
@NullMarked
package fovea.web.workbench;

import org.jspecify.annotations.NullMarked;
