/**
 * Who was convicted of an offence against the consensus of this chain. Knows no consensus: reports are judged through {@link org.banyan.contract.Offences}.
 * Source: aelf whitepaper 4.2.4; DESIGN.md 5.
 */
@NullMarked
package org.banyan.contracts.evidence;

import org.jspecify.annotations.NullMarked;
