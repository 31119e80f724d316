package org.banyan.consensus;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
