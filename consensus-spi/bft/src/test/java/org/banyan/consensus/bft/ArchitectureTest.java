package org.banyan.consensus.bft;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
