/** The course: its chapters and steps, their texts and figures, ready to print. */
@org.jspecify.annotations.NullMarked
package fovea.web.learn;
