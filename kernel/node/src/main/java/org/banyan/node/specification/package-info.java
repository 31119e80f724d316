/**
 * What a chain is, as a text for people: {@code genesis.conf}. Reading gives the canonical specification, writing gives the text back. Must not know any
 * consensus or contract: {@link org.banyan.node.specification.BytesForm} brings their forms.
 */
@NullMarked
package org.banyan.node.specification;

import org.jspecify.annotations.NullMarked;
