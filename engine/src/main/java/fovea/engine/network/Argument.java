package fovea.engine.network;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What holds for one argument of a layer: its default as PyTorch's and the values it may take. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Argument {

  /** The default as one would write it in a document; the name of an earlier argument stands for its value. */
  String byDefault() default "";

  /** The smallest legal value, on either axis of a pair. */
  double min() default 0;

  /** The largest legal value. */
  double max() default Double.POSITIVE_INFINITY;
}
