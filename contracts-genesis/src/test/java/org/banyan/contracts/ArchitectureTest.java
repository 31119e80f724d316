package org.banyan.contracts;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
