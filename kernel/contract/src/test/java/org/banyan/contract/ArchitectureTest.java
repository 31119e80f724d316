package org.banyan.contract;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
