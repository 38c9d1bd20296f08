/** What made a network say so: where a class comes from, and what excites a map. The server calls it. */
@NullMarked
package fovea.web.why;

import org.jspecify.annotations.NullMarked;
