/** Our networks as ONNX models, for engineers to take away and for our measurements to compare with. */
@NullMarked
package fovea.engine.format.onnx;

import org.jspecify.annotations.NullMarked;
