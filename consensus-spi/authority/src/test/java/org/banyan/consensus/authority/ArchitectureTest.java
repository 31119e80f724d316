package org.banyan.consensus.authority;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
