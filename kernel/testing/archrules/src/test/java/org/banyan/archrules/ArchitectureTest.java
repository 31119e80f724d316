package org.banyan.archrules;

class ArchitectureTest implements ModuleRules {}
