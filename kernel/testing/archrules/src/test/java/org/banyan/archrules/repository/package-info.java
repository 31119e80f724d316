/** Checks on the repository as a whole that belong to no module: links of documents, the whitepaper map, the list of published artifacts. */
@NullMarked
package org.banyan.archrules.repository;

import org.jspecify.annotations.NullMarked;
