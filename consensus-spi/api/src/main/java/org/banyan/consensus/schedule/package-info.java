/**
 * Who builds when, for people: commands, pages, an operator who asks why a slot stayed empty. Implemented by plug-ins that divide time into slots, called by the
 * public API. No rule, agent or light client reads any of it, so nothing here can split a chain.
 */
@NullMarked
package org.banyan.consensus.schedule;

import org.jspecify.annotations.NullMarked;
