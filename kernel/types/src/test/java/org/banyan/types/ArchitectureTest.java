package org.banyan.types;

import org.banyan.archrules.PureModuleRules;

class ArchitectureTest implements PureModuleRules {}
