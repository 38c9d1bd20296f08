/**
 * What people see: view records that are ready to print, and the pages and fragments made of them.
 */
@NullMarked
package fovea.web;

import org.jspecify.annotations.NullMarked;
