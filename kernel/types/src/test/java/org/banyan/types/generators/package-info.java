/**
 * Random protocol objects from a seed, for the tests of every module: valid in form, with edges such as empty, longest and all-ones more often than by chance.
 *
 * <p>The same seed gives the same values on every machine. Shared as the test-jar of this module.
 */
@NullMarked
package org.banyan.types.generators;

import org.jspecify.annotations.NullMarked;
