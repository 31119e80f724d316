package org.banyan.consensus.finality;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
