/**
 * Measures a real server, in a process of its own, over real HTTP: what it does under load and what it
 * does with what hostile or broken clients send. {@code mvn -q -Pload verify} runs it, tests do not.
 */
@NullMarked
package fovea.server.load;

import org.jspecify.annotations.NullMarked;
