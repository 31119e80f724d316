package org.banyan.contract;

import org.banyan.types.Address;

/** What access templates can use beside the arguments. */
public record CallSite(Address self, Address sender) {}
