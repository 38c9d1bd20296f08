/**
 * What is kept: the database with its migrations, and one store for each noun, the only places of
 * SQL. Every query is scoped to an owner; another's thing is simply not found.
 */
@NullMarked
package fovea.server.storage;

import org.jspecify.annotations.NullMarked;
