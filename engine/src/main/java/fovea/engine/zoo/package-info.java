/**
 * Networks that people published, exact to the last parameter. Where torchvision has one, it is
 * torchvision's variant under torchvision's module names, so that its weights load by name.
 */
@NullMarked
package fovea.engine.zoo;

import org.jspecify.annotations.NullMarked;
