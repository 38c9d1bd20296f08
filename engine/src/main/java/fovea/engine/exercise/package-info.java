/**
 * What the engine can ask and grade: questions on networks that it makes, with the usual mistakes known
 * by their values; tasks whose goals are read off a network; arithmetic as people write it. No words
 * for people in here: what has to be said has a word in snake_case that stands for its message.
 */
@NullMarked
package fovea.engine.exercise;

import org.jspecify.annotations.NullMarked;
